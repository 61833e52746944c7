export default definePageConfig({ navigationBarTitleText: '舆情回应' })
